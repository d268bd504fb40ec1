"""Production on one machine: PostgreSQL, two web processes, a worker, nginx with TLS and a cache."""
