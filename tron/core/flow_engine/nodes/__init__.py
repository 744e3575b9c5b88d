"""One file for each node type: data model, spec, execute."""
