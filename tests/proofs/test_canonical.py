import pytest

from legislation_hub.proofs.canonical import canonical


class TestCanonical:
    def test_sorts_keys_and_leaves_no_spaces_and_no_escapes(self):
        assert canonical({"b": [1, None, True], "a": "第一条\n"}) == '{"a":"第一条\\n","b":[1,null,true]}'.encode()

    def test_two_orders_of_the_same_fields_are_one_text(self):
        assert canonical({"x": {"b": 1, "a": 2}}) == canonical({"x": {"a": 2, "b": 1}})

    @pytest.mark.parametrize("value", [1.0, [0.5], {"a": {"b": float("nan")}}, {1: "a"}, (1.5,)])
    def test_refuses_what_prints_differently_elsewhere(self, value):
        with pytest.raises(TypeError):
            canonical(value)
