"""How models/demo-ja and the synthetic recordings are made, from nothing. Begin with README.md."""
