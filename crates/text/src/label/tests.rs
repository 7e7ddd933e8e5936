//! A small golden set that anybody can read, and what holds of every text.

use proptest::prelude::*;

use super::*;

fn shipped() -> Labeller {
    Labeller::shipped().expect("the weights of this version")
}

#[test]
fn offsets_are_unicode_scalars_of_the_text_and_every_voice_has_a_statement() {
    let labeller = shipped();
    for text in [
        "",
        "  \n",
        "👍👍",
        "배송이 너무 늦어서 여행 계획에 차질이 생겼어요",
        "Great shoes 😊 but the box was crushed.",
    ] {
        let found = labeller.label(text);
        assert!(!found.statements.is_empty(), "{text:?}");
        let letters: Vec<char> = text.chars().collect();
        for one in &found.statements {
            assert_eq!(one.text, letters[one.start..one.end].iter().collect::<String>());
            for span in one.cause.iter().chain(&one.consequence) {
                assert!(one.text.contains(span.as_str()), "{span:?} in {:?}", one.text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_labelled_twice_alike(texts in prop::collection::vec(any::<String>(), 2)) {
        let labeller = shipped();
        for text in &texts {
            prop_assert_eq!(labeller.label(text), labeller.label(text));
        }
    }
}
