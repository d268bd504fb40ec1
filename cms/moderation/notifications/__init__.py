"""Who is notified of a review, by mail and by webhook."""
