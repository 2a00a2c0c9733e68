"""What is new on a video's frames, laid out on a tall picture for each scene; `ocr/frames.py` is the act."""
