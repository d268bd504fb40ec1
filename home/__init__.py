"""The front page, the newsroom's set-up and the demo."""
