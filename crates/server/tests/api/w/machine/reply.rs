//! `GET` and `POST /api/w/{ws}/voices/{voice}/reply`: a draft for a person to mend, of masked words alone.

use reqwest::StatusCode;
use serde_json::json;

use super::put::{MACHINE, on, with};
use crate::provider::{Provider, Reply};
use crate::stand::{Stand, is_problem, voices_mapping};

const PLANTED: &str =
    "회원번호,작성일,내용,별점,주문번호\nu9,2026-03-09 09:00:00,\"김마루입니다. 결제가 안 돼요. 010-1234-5678\",1,o9\n";

async fn stand(base: &str) -> (Stand, String) {
    let stand = Stand::filled().await;
    stand.import("planted.csv", PLANTED, &voices_mapping()).await;
    let settings = with(on(base), "uses", json!(["voice_reply"]));
    assert_eq!(stand.put(MACHINE, &settings).await.0, StatusCode::OK);
    let (_, list) = stand.get("/api/w/shop/voices?q=안 돼요").await;
    let voice = list["rows"][0]["voice_id"].as_str().expect("an id").to_owned();
    (stand, format!("/api/w/shop/voices/{voice}/reply"))
}

#[tokio::test]
async fn a_draft_is_made_of_masked_words_once_and_says_what_wrote_it() {
    let provider =
        Provider::new(|_, _| Reply::says(r#"{"text": "불편을 드려 죄송해요.\n[확인 필요: 결제 오류]"}"#)).await;
    let (stand, address) = stand(&provider.base).await;
    assert_eq!(stand.get(&address).await.1, json!({"on": true, "draft": null}));
    let (status, made) = stand.post(&address, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let draft = &made["draft"];
    assert_eq!(
        (&draft["text"], &draft["stale"]),
        (&json!("불편을 드려 죄송해요.\n[확인 필요: 결제 오류]"), &json!(false))
    );
    assert_eq!(
        (&draft["model"], &draft["by"], &draft["tokens"]),
        (&json!("test-model-1"), &json!("owner"), &json!(150))
    );
    assert_eq!((stand.post(&address, &json!({})).await.1, stand.get(&address).await.1), (made.clone(), made));
    assert_eq!(provider.seen().len(), 1, "the same question is asked once");
    let sent = provider.seen()[0].body.to_string();
    assert!(sent.contains("결제가 안 돼요"), "{sent}");
    for planted in ["김마루", "1234", "5678", "u9", "o9"] {
        assert!(!sent.contains(planted), "{planted} in {sent}");
    }
}

#[tokio::test]
async fn what_cannot_be_shown_is_not_kept_and_what_is_off_or_missing_is_told() {
    let provider = Provider::new(|_, _| Reply::says(r#"{"text": " "}"#)).await;
    let (stand, address) = stand(&provider.base).await;
    is_problem(&stand.post(&address, &json!({})).await, 422, "machine_groundless");
    assert_eq!(stand.get(&address).await.1["draft"], json!(null));
    let nobody = format!("/api/w/shop/voices/{}/reply", "v_zzz");
    assert_eq!(stand.post(&nobody, &json!({})).await.0, StatusCode::NOT_FOUND);
    is_problem(&stand.post("/api/w/shop/map/buy/summary?stage=pay", &json!({})).await, 422, "machine_off");
    let off = with(with(on(&provider.base), "uses", json!(["stage_summary"])), "version", json!(1));
    stand.put(MACHINE, &off).await;
    is_problem(&stand.post(&address, &json!({})).await, 422, "machine_off");
    assert_eq!(provider.seen().len(), 1);
}
