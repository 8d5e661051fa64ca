"""A whole instance to look at: real places and real drafts, invented words; everything marked 示例数据."""
