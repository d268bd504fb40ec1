"""Previews: leave to see one draft, by a signed token that ends by itself and can be taken back."""
