"""Put pairs into a search engine and find them again."""
