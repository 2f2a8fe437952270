from planner.documents import dotted, hint, nearest


def test_the_nearest_word_is_found_whatever_the_case_or_blanks():
    assert nearest("Knee osteoarthritis", ["hip_osteoarthritis", "knee_osteoarthritis"]) == (
        "knee_osteoarthritis"
    )
    assert nearest("zzz", ["alpha", "beta"]) is None


def test_a_hint_gives_the_word_or_a_short_list_or_nothing():
    assert hint("alpah", ["alpha", "beta"]) == "; did you mean 'alpha'?"
    assert hint("zzz", ["alpha", "beta"]) == "; use one of: alpha, beta"
    assert hint("zzz", [f"word_{n}" for n in range(30)]) == ""
    assert hint("zzz", []) == ""


def test_paths_are_written_as_people_write_them():
    assert dotted(("conditions", 0, "stage")) == "conditions[0].stage"
    assert dotted((0, "a")) == "[0].a"
    assert dotted(()) == ""
