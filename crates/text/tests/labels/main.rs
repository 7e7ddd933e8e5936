//! The weights that ship, on statements so plain that any reader agrees, and what holds of their offsets.
//! `cargo test -p yeojido-text --test labels -- --nocapture` prints what they get wrong.

#![expect(clippy::print_stdout, reason = "mistakes are printed for whoever looks for them")]

use yeojido_text::Labeller;

struct Plain<'t> {
    text: &'t str,
    sentiment: &'t str,
    intent: &'t str,
    topic: &'t str,
}

fn plain() -> Vec<Plain<'static>> {
    let of = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [text, sentiment, intent, topic] => Plain { text, sentiment, intent, topic },
        _ => panic!("four fields: {line}"),
    };
    include_str!("plain.tsv").lines().skip(1).map(of).collect()
}

#[test]
fn plain_statements_are_one_statement_and_labelled_as_anybody_would() {
    as_anybody_would(&Labeller::shipped().expect("the weights of this version"));
}

#[test]
fn a_closer_look_labels_plain_statements_as_anybody_would() {
    as_anybody_would(&Labeller::closely().expect("the weights of this version"));
}

fn as_anybody_would(labeller: &Labeller) {
    let all = plain();
    let (mut sentiment, mut intent, mut topic, mut cut) = (0, 0, 0, 0);
    for one in &all {
        let found = labeller.label(one.text);
        let first = &found.statements[0];
        let said = [
            first.sentiment.map(|it| format!("{it:?}").to_lowercase()).unwrap_or_default(),
            first.intent.map(|it| it.to_string()).unwrap_or_default(),
            first.topic.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        ];
        let right = [said[0] == one.sentiment, said[1] == one.intent, said[2].split(',').any(|it| it == one.topic)];
        if right != [true; 3] || found.statements.len() > 1 {
            println!("{}: {said:?} in {} statements", one.text, found.statements.len());
        }
        sentiment += usize::from(right[0]);
        intent += usize::from(right[1]);
        topic += usize::from(right[2]);
        cut += usize::from(found.statements.len() > 1);
    }
    println!("of {}: sentiment {sentiment}, intent {intent}, topic {topic}; cut {cut}", all.len());
    let most = all.len() * 9 / 10;
    assert!(sentiment >= most && intent >= all.len() * 8 / 10 && topic >= most && cut <= 3);
}

#[test]
fn two_things_said_of_two_things_are_two_statements() {
    let labeller = Labeller::shipped().expect("the weights of this version");
    let text = "배송은 정말 빨랐어요. 그런데 상담원이 너무 불친절했어요.";
    let found = labeller.label(text);
    let parts: Vec<&str> = found.statements.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(parts, ["배송은 정말 빨랐어요.", "그런데 상담원이 너무 불친절했어요."]);
    assert_eq!(found.statements[1].start, 13);
}

#[test]
fn questions_that_ask_the_same_are_more_alike_than_others() {
    let labeller = Labeller::shipped().expect("the weights of this version");
    let same = labeller.similar("환불은 언제 되나요?", "환불 언제 돼요?");
    let other = labeller.similar("환불은 언제 되나요?", "매장 주차 되나요?");
    assert!(same > other, "{same} {other}");
    assert!((labeller.similar("배송 언제 와요", "배송 언제 와요") - 1.0).abs() < 1e-9);
    let (there, back) = (labeller.similar("배송 언제", "언제 오나요"), labeller.similar("언제 오나요", "배송 언제"));
    assert!((there - back).abs() < 1e-9);
}
