//! `yeojido voice label` and `voice similar`: lines in, lines out, as the contract of the command line has them.

mod program;

use std::io::Write;
use std::process::Stdio;

use program::{Ran, Room};
use serde_json::{Value, json};

fn say(room: &Room, verb: &str, lines: &str) -> Ran {
    let words: Vec<&str> = std::iter::once("voice").chain(verb.split(' ')).collect();
    let mut command = room.command(&words);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("stdin").write_all(lines.as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_voice_becomes_statements_with_offsets_and_labels() {
    let room = Room::new();
    let text = "배송은 정말 빨랐어요. 그런데 상담원이 너무 불친절했어요.";
    let lines = format!("{}\n\n{}\n", json!({"id": "a", "text": text}), json!({"id": 7, "text": ""}));
    let ran = say(&room, "label", &lines);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&told[0]["id"], &told[0]["lang"], &told[0]["sentiment"]), (&json!("a"), &json!("ko"), &json!("mixed")));
    let letters: Vec<char> = text.chars().collect();
    for one in told[0]["statements"].as_array().expect("statements") {
        let place = |name: &str| usize::try_from(one[name].as_u64().expect("a place")).expect("small");
        assert_eq!(one["text"], letters[place("start")..place("end")].iter().collect::<String>());
        let keys: Vec<&String> = one.as_object().expect("an object").keys().collect();
        let wanted = "start end text sentiment score confidence emotion intent topic need cause consequence";
        assert_eq!(keys, wanted.split(' ').collect::<Vec<_>>());
    }
    assert_eq!(told[1]["id"], 7);
    assert_eq!(told[1]["statements"].as_array().map(Vec::len), Some(1), "every voice has a statement");
    assert_eq!(say(&room, "label", &lines).out, ran.out, "the same text, the same labels");
}

#[test]
fn a_closer_look_tells_the_same_statements_apart() {
    let room = Room::new();
    let lines = format!(
        "{}\n",
        json!({"id": 1, "text": "The driver left it in the rain so I threw it away. 배송은 빨랐어요."})
    );
    let of = |verb: &str| -> Value {
        let ran = say(&room, verb, &lines);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str(ran.out.trim()).expect("JSON")
    };
    let (quick, close) = (of("label --fast"), of("label"));
    let texts = |told: &Value| -> Vec<Value> {
        told["statements"].as_array().expect("statements").iter().map(|one| one["text"].clone()).collect()
    };
    assert_eq!(texts(&quick), texts(&close));
    assert_ne!(quick["statements"][0]["score"], close["statements"][0]["score"], "another reader was asked");
    assert_eq!(close, of("label"), "the same text, the same labels");
}

#[test]
fn answers_stand_in_the_order_of_their_lines_and_a_wrong_line_is_named() {
    let line = |at: usize| json!({"id": at, "text": "배송이 늦어서 속상했어요. ".repeat(1 + at % 7)}).to_string();
    let lines: Vec<String> = (0..600).map(line).collect();
    let ran = say(&Room::new(), "label --fast", &lines.join("\n\n"));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ids: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].clone()).collect();
    assert_eq!(ids, (0..600).map(|at| json!(at)).collect::<Vec<_>>());
    let ran = say(&Room::new(), "label --fast", &format!("{}\n{{\"id\":1}}\n{}\n", lines[0], lines[1]));
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 1), "{}", ran.err);
    assert!(ran.err.contains("line 2"), "{}", ran.err);
}

#[test]
fn two_questions_get_one_score_between_nothing_and_one() {
    let lines = "{\"id\":1,\"a\":\"환불 언제 되나요\",\"b\":\"환불은 언제 돼요?\"}\n{\"id\":2,\"a\":\"환불 언제 되나요\",\"b\":\"주차 되나요\"}\n";
    let ran = say(&Room::new(), "similar", lines);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let scores: Vec<f64> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["score"].as_f64().expect("a score"))
        .collect();
    assert!(scores[0] > scores[1] && scores.iter().all(|score| (0.0..=1.0).contains(score)), "{scores:?}");
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let ran = say(&Room::new(), "label", "{\"id\":1,\"text\":\"좋아요\"}\n{\"id\":2}\n");
    assert!(ran.code == Some(1) && ran.err.contains("line 2"), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1, "what could be read was answered");
}

#[test]
fn training_without_a_corpus_says_so() {
    let ran = Room::new().run(&["train", "--corpus", "nowhere"]);
    assert!(ran.code == Some(2) && ran.err.contains("--corpus"), "{}", ran.err);
}
