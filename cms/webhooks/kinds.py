"""Which events there are: of public pages, for everybody; of reviews, for the newsroom's own systems."""

STORY, TOPIC = "story", "topic"
PUBLIC = (
    "story.published",
    "story.updated",
    "story.moved",
    "story.unpublished",
    "story.deleted",
    "topic.updated",
)
SUBMITTED, APPROVED = "review.submitted", "review.approved"
CHANGES_REQUESTED, OVERDUE = "review.changes_requested", "review.overdue"
REVIEW = (SUBMITTED, APPROVED, CHANGES_REQUESTED, OVERDUE)
TEST = "endpoint.test"
