"""Review in Wagtail's admin: views, hooks, menus, panels. They translate and call."""
