"""How the site is served: gunicorn with a worker that waits for nobody, and a start that fails plainly."""
