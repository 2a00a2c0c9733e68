"""Which assistant and client a screen shows, and what tells that it is made up."""
