"""Events: written with what they tell of, and delivered to endpoints, signed, at least once each."""
