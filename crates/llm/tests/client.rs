//! The client against a real server that speaks the protocol: well, slowly, wrongly, too much, and not at all.

mod provider;

use std::time::Duration;

use provider::{Provider, Reply};
use serde_json::{Value, json};
use yeojido_llm::{Client, Endpoint, Key, LlmError, Outcome, Patience, Prompt, Shape, Spent};
use yeojido_text::Masker;

const KEY: &str = "sk-planted-key";

fn patience() -> Patience {
    Patience {
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(2),
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_secs(2),
        ..Patience::default()
    }
}

fn prompt() -> Prompt {
    let shape = Shape {
        name: "answer",
        schema: |ids| json!({"type": "object", "properties": {"cites": {"enum": ids}}}),
        tokens_max: 100,
    };
    let mut prompt = Prompt::new("Sum up.", shape, Masker::new()).about("stage", "배송");
    prompt.give("김마루님 010-1234-5678로 연락 주세요", (0, 100));
    prompt
}

fn client(base: &str) -> Client {
    let (endpoint, key) = (Endpoint::new(base).expect("an address"), Key::new(KEY).expect("a key"));
    Client::new(endpoint, "test-model", Some(key), patience()).expect("a client")
}

async fn ask(provider: &Provider) -> Outcome<Value> {
    client(&provider.base).ask(&prompt()).await
}

#[tokio::test]
async fn a_question_goes_out_as_the_protocol_says_and_its_cost_comes_back() {
    let provider = Provider::new(|_, _| Reply::says(r#"{"a": 1}"#)).await;
    let outcome = ask(&provider).await;
    assert_eq!(outcome.answer, Ok(json!({"a": 1})));
    assert_eq!(outcome.spent, Spent { calls: 1, tokens_in: 120, tokens_out: 30 });
    assert_eq!(outcome.model.as_deref(), Some("test-model-1"));
    let seen = provider.seen();
    assert!(seen[0].head.starts_with("POST /v1/chat/completions HTTP/1.1"), "{}", seen[0].head);
    assert!(seen[0].head.contains(&format!("Bearer {KEY}")), "{}", seen[0].head);
    let body = &seen[0].body;
    assert_eq!(
        (&body["model"], &body["temperature"], &body["max_tokens"]),
        (&json!("test-model"), &json!(0), &json!(100))
    );
    assert_eq!(body["response_format"]["json_schema"]["schema"]["properties"]["cites"]["enum"], json!(["s1"]));
    assert!(!body.to_string().contains("1234") && !body.to_string().contains("김마루"), "{body}");
}

#[tokio::test]
async fn a_server_that_knows_no_schemas_is_told_the_shape_in_words_and_not_asked_again() {
    let provider = Provider::new(|_, seen| match seen.body["response_format"]["type"].as_str() {
        Some("json_schema") => Reply::refuses(400, "unsupported", "response_format is not supported"),
        _ => Reply::says("```json\n{\"a\": 1}\n```"),
    })
    .await;
    let client = client(&provider.base);
    for _ in 0..2 {
        assert_eq!(client.ask::<Value>(&prompt()).await.answer, Ok(json!({"a": 1})));
    }
    let forms: Vec<_> = provider.seen().iter().map(|seen| seen.body["response_format"]["type"].clone()).collect();
    assert_eq!(forms, ["json_schema", "json_object", "json_object"]);
    assert!(provider.seen()[1].body["messages"][0]["content"].as_str().expect("a text").contains("JSON schema"));
}

#[tokio::test]
async fn a_model_that_takes_other_fields_is_spoken_to_in_its_own() {
    let provider = Provider::new(|_, seen| match &seen.body {
        body if body.get("max_tokens").is_some() => Reply::refuses(400, "unsupported_parameter", "no max_tokens here"),
        body if body.get("temperature").is_some() => Reply::refuses(400, "unsupported_value", "temperature is fixed"),
        _ => Reply::says(r#"{"a": 1}"#),
    })
    .await;
    let outcome = ask(&provider).await;
    assert_eq!((outcome.answer, outcome.spent.calls), (Ok(json!({"a": 1})), 1));
    let last = provider.seen().pop().expect("asked").body;
    assert_eq!(
        (&last["max_completion_tokens"], &last["response_format"]["type"]),
        (&json!(100), &json!("json_schema"))
    );
    let never = Provider::new(|_, _| Reply::refuses(400, "bad_request", "max_tokens, temperature, anything")).await;
    assert!(matches!(ask(&never).await.answer, Err(LlmError::Refused { status: 400, .. })));
    assert_eq!(never.seen().len(), 4, "each of the three once, and then it is told");
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_when_the_other_side_says() {
    let provider = Provider::new(|number, _| match number {
        0 => Reply::refuses(429, "rate_limit_exceeded", "slow down").with("retry-after: 1"),
        1 => Reply::refuses(500, "oops", "sorry"),
        _ => Reply::says(r#"{"a": 1}"#),
    })
    .await;
    let began = std::time::Instant::now();
    let outcome = ask(&provider).await;
    assert_eq!(outcome.answer, Ok(json!({"a": 1})));
    assert!(began.elapsed() >= Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!((provider.seen().len(), outcome.spent.calls), (3, 1), "what was refused costs nothing");
}

#[tokio::test]
async fn whoever_says_to_come_back_much_later_is_not_waited_for() {
    let provider =
        Provider::new(|_, _| Reply::refuses(429, "insufficient_quota", "no").with("retry-after: 3600")).await;
    let error = ask(&provider).await.answer.expect_err("no answer");
    assert!(matches!(&error, LlmError::Busy { after_s: Some(3600), status: 429, .. }), "{error:?}");
    assert!(error.to_string().contains("insufficient_quota"), "{error}");
    assert_eq!(provider.seen().len(), 1);
}

#[tokio::test]
async fn a_refusal_is_not_tried_again_and_the_key_is_in_no_error() {
    for (status, code) in [(401, "machine_key"), (403, "machine_key"), (404, "machine_refused")] {
        let provider = Provider::new(move |_, _| Reply::refuses(status, "bad", &format!("wrong: {KEY}"))).await;
        let error = ask(&provider).await.answer.expect_err("no answer");
        assert_eq!((error.code(), provider.seen().len()), (code, 1));
        assert_eq!(error.said(), Some("wrong: …"));
        assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
    }
    for status in [500, 503] {
        let provider = Provider::new(move |_, _| Reply::refuses(status, "bad", "no")).await;
        let error = ask(&provider).await.answer.expect_err("no answer");
        assert!(matches!(error, LlmError::Failed { .. } | LlmError::Busy { .. }), "{error:?}");
        assert_eq!(provider.seen().len(), 3, "three tries");
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_is_asked_for_once_more_and_everything_is_counted() {
    for bad in ["no object", "{\"a\": ", ""] {
        let provider = Provider::new(move |_, _| Reply::says(bad)).await;
        let outcome = ask(&provider).await;
        assert!(matches!(outcome.answer, Err(LlmError::Shapeless { .. })), "{:?}", outcome.answer);
        assert_eq!(outcome.spent, Spent { calls: 2, tokens_in: 240, tokens_out: 60 });
    }
    for body in [json!({}), json!({"choices": []}), json!("text")] {
        let provider = Provider::new(move |_, _| Reply::completion(&body)).await;
        let outcome = ask(&provider).await;
        assert!(matches!(outcome.answer, Err(LlmError::Shapeless { .. })), "{:?}", outcome.answer);
        assert!(outcome.spent.tokens_in > 100, "a server that does not say what it cost is counted by the letters");
    }
}

#[tokio::test]
async fn an_answer_that_was_cut_or_declined_is_none() {
    let choice = |reason: &str, message: Value| json!({"choices": [{"message": message, "finish_reason": reason}]});
    for (body, expected) in [
        (choice("length", json!({"content": "{\"a\": 1}"})), LlmError::Cut),
        (choice("content_filter", json!({"content": null})), LlmError::Declined),
        (choice("stop", json!({"content": null, "refusal": "no"})), LlmError::Declined),
    ] {
        let provider = Provider::new(move |_, _| Reply::completion(&body)).await;
        assert_eq!(ask(&provider).await.answer, Err(expected));
        assert_eq!(provider.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_slow_answer_and_a_huge_one_are_given_up() {
    let provider = Provider::new(|_, _| Reply::says("{}").after(Duration::from_secs(30))).await;
    let outcome = ask(&provider).await;
    assert!(matches!(outcome.answer, Err(LlmError::Slow { seconds: 2, .. })), "{:?}", outcome.answer);
    assert!(
        outcome.spent.calls == 1 && outcome.spent.tokens_in > 0,
        "it may have worked all the same: {:?}",
        outcome.spent
    );
    let provider = Provider::new(|_, _| Reply::says(&"x".repeat(2 << 20))).await;
    let outcome = ask(&provider).await;
    assert!(matches!(outcome.answer, Err(LlmError::TooLong { .. })), "{:?}", outcome.answer);
    assert_eq!(provider.seen().len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_to_a_host_that_nobody_named() {
    let elsewhere = Provider::new(|_, _| Reply::says("{}")).await;
    let target = elsewhere.base.clone();
    for status in [302, 307] {
        let target = target.clone();
        let provider = Provider::new(move |_, _| {
            Reply::refuses(status, "moved", "").with(&format!("location: {target}/chat/completions"))
        })
        .await;
        let error = ask(&provider).await.answer.expect_err("no answer");
        assert!(matches!(error, LlmError::Elsewhere { .. }), "{error:?}");
    }
    assert_eq!(elsewhere.seen().len(), 0);
    let provider = Provider::new(|number, _| match number {
        0 => Reply::refuses(307, "moved", "").with("location: /v2/chat/completions"),
        _ => Reply::says(r#"{"a": 1}"#),
    })
    .await;
    assert_eq!(ask(&provider).await.answer, Ok(json!({"a": 1})), "within one host it is followed");
}

#[tokio::test]
async fn nobody_there_is_told_by_where() {
    let gone = {
        let provider = Provider::new(|_, _| Reply::says("{}")).await;
        provider.base.clone()
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let outcome = client(&gone).ask::<Value>(&prompt()).await;
    let error = outcome.answer.expect_err("no answer");
    assert!(matches!(&error, LlmError::Unreachable { origin, .. } if gone.starts_with(origin)), "{error:?}");
    assert_eq!(outcome.spent, Spent::default());
}
