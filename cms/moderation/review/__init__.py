"""The services of the review: the only writers of reviews, decisions, claims and emergencies."""
