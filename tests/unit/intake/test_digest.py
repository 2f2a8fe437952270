"""The digest names the content, not the spelling."""

from __future__ import annotations


def test_comments_spaces_and_units_do_not_matter(read):
    plain = read("facts: {height_cm: 170, age: 40}\n").sha256
    assert read("facts:\n  age: 40   # years\n  height_m: 1.7\n").sha256 == plain
    assert len(plain) == 64


def test_content_matters(read):
    assert read("facts: {age: 40}\n").sha256 != read("facts: {age: 41}\n").sha256


def test_order_of_keys_does_not_matter(read):
    first = read("facts: {age: 40}\nequipment: [mat]\n").sha256
    assert read("equipment: [mat]\nfacts: {age: 40}\n").sha256 == first
