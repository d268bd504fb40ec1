"""The machinery: publishing, moderation, delivery, HTTP, and the shell around them."""
