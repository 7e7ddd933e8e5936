//! Links: found by the hash of their token, listed by map, revoked for good.

use serde_json::json;
use yeojido_domain::{JourneyId, Micros, WorkspaceName};
use yeojido_store::NewShare;

use super::written::kim;
use crate::{Ground, server};

pub(crate) async fn all(ground: &dyn Ground) {
    let store = server(ground, "shares").await;
    let new = |hash: &str, workspace: &str| NewShare {
        token_hash: hash.into(),
        workspace: WorkspaceName::new(workspace).expect("a good name"),
        journey: JourneyId::new("buy").expect("a good id"),
        scope: json!({"from": "2026-01-01"}),
        opens: "numbers".into(),
        embed: true,
        password_hash: Some("$argon2id$…".into()),
        expires_at: Some(Micros(99)),
    };
    let first = store.add_share(&new("a", "shop"), &kim(), Micros(1)).await.expect("is made");
    store.add_share(&new("b", "shop"), &kim(), Micros(2)).await.expect("is made");
    store.add_share(&new("c", "other"), &kim(), Micros(3)).await.expect("is made");
    assert!(store.add_share(&new("a", "shop"), &kim(), Micros(4)).await.is_err(), "a hash is one link's");
    assert_eq!((&first.made, first.at, &first.by, first.revoked_at), (&new("a", "shop"), Micros(1), &kim(), None));
    assert_eq!(store.share("a").await.expect("reads").as_ref(), Some(&first));
    assert_eq!(store.share("d").await.expect("reads"), None);

    let shop = WorkspaceName::new("shop").expect("a good name");
    let buy = JourneyId::new("buy").expect("a good id");
    let listed = store.shares(&shop, &buy).await.expect("reads");
    assert_eq!(listed.iter().map(|share| share.made.token_hash.as_str()).collect::<Vec<_>>(), ["b", "a"]);

    let other = WorkspaceName::new("other").expect("a good name");
    assert!(!store.revoke_share(&other, first.number, &kim(), Micros(5)).await.expect("answers"), "is another's");
    assert!(store.revoke_share(&shop, first.number, &kim(), Micros(5)).await.expect("answers"));
    assert!(!store.revoke_share(&shop, first.number, &kim(), Micros(6)).await.expect("answers"), "is revoked already");
    assert_eq!(store.share("a").await.expect("reads").and_then(|share| share.revoked_at), Some(Micros(5)));
}
