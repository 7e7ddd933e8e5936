//! What is kept by name: mappings, settings, workspaces.

use serde_json::json;
use yeojido_domain::{LocalText, Mapping, Micros, WorkspaceName, Zone};
use yeojido_store::WorkspaceRow;

use crate::{Ground, server, workspace};

const ORDERS: &str = "mapping: 1\nname: orders\nfile: {format: csv, encoding: cp949}\nevents:\n  - {event: 주문, time: 주문일시, customer: \
                      회원번호, channel: {value: kiosk}}\n";

pub(crate) async fn all(ground: &dyn Ground) {
    a_mapping_is_kept_by_name(ground).await;
    a_setting_is_any_json(ground).await;
    a_workspace_is_made_once(ground).await;
}

async fn a_mapping_is_kept_by_name(ground: &dyn Ground) {
    let store = workspace(ground, "mapping").await;
    let orders = Mapping::from_yaml(ORDERS).expect("a good mapping");
    store.put_mapping("주문", &orders, "owner", Micros(1)).await.expect("saves");
    store.put_mapping("가입", &orders, "owner", Micros(2)).await.expect("saves");
    let changed = Mapping::from_yaml(&ORDERS.replace("kiosk", "web")).expect("a good mapping");
    store.put_mapping("주문", &changed, "kim", Micros(3)).await.expect("saves");
    let found = store.mapping("주문").await.expect("reads").expect("is there");
    assert_eq!((found.mapping, found.at, found.by.as_str()), (changed, Micros(3), "kim"));
    assert_eq!(store.mapping("x").await.expect("reads"), None);
    let names: std::collections::BTreeSet<_> =
        store.mappings().await.expect("reads").into_iter().map(|m| m.name).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["가입", "주문"]);
}

async fn a_setting_is_any_json(ground: &dyn Ground) {
    let store = workspace(ground, "setting").await;
    assert_eq!(store.setting("zone").await.expect("reads"), None);
    for value in [json!("Asia/Seoul"), json!(null), json!({"a": [1, 2.5, "셋"]})] {
        store.put_setting("zone", &value, "owner", Micros(1)).await.expect("writes");
        assert_eq!(store.setting("zone").await.expect("reads"), Some(value));
    }
}

async fn a_workspace_is_made_once(ground: &dyn Ground) {
    let store = server(ground, "server").await;
    let new = |name: &str, demo: bool, at: i64| WorkspaceRow {
        name: WorkspaceName::new(name).expect("a good name"),
        title: LocalText::both("온담", "Ondam"),
        zone: Zone::seoul(),
        demo,
        created_at: Micros(at),
    };
    assert!(store.put_workspace_if_absent(&new("demo", true, 1)).await.expect("makes it"));
    assert!(store.put_workspace_if_absent(&new("default", false, 2)).await.expect("makes it"));
    assert!(!store.put_workspace_if_absent(&new("demo", false, 3)).await.expect("finds it"), "the first one stays");
    let list = store.workspaces().await.expect("reads");
    assert_eq!(list.iter().map(|w| w.name.as_str()).collect::<Vec<_>>(), ["demo", "default"]);
    let demo = store.workspace(&WorkspaceName::new("demo").expect("a good name")).await.expect("reads");
    let demo = demo.expect("is there");
    assert!(demo.demo);
    assert_eq!((demo.title.ko(), demo.zone.name(), demo.created_at), ("온담", "Asia/Seoul", Micros(1)));
    assert_eq!(store.workspace(&WorkspaceName::new("x").expect("a good name")).await.expect("reads"), None);
    store.close().await.expect("closes");
}
