"""Better models by one click: what there is (catalogue.json), what is here (store), and how it comes (fetch, jobs)."""
