"""What programs read of a draft and write back: the twins of news.blocks as editors fill them in.

They are lenient, as drafts are: fields may be missing or empty. What is needed is told at the submission.
"""
