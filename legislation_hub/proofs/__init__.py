"""Proof that nothing was changed or left out: hash chain, Merkle tree, manifest, receipts. Pure."""
