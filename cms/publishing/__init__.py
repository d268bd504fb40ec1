"""The one way to publish: the page mixin, the transaction, the receivers, the rebuild."""
