"""Floor 2: extraction records become layers, and layers a page or a picture. Knows the models, never the pipeline."""
