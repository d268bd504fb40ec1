"""Review over HTTP, at /api/v3/workflow/: it translates and calls; the services of the room decide."""
