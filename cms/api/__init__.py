"""The shape of Galley's HTTP: the API objects, parameters, errors, stored answers."""
