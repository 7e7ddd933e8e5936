//! Tests of `/api/openapi/get`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::stand::Stand;

/// The contract in the repository is the one that is served. To accept a change: `YEOJIDO_ACCEPT=1 cargo test -p
/// yeojido-server the_contract`.
#[test]
fn the_contract_in_the_repository_is_the_contract_of_the_code() {
    let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("openapi.json");
    let made = serde_json::to_string_pretty(&yeojido_server::document()).expect("is JSON") + "\n";
    if std::env::var_os("YEOJIDO_ACCEPT").is_some() {
        std::fs::write(&path, &made).expect("is written");
    }
    let kept = std::fs::read_to_string(&path).expect("is kept");
    let differs = kept.lines().zip(made.lines()).position(|(kept, made)| kept != made);
    assert!(
        kept == made,
        "openapi.json differs from line {:?} on; see the comment of this test",
        differs.map(|n| n + 1)
    );
}

#[tokio::test]
async fn it_is_openapi_3_1_and_names_every_problem_and_operation() {
    let stand = Stand::new().await;
    let (status, document) = stand.get("/api/openapi.json").await;
    assert_eq!(status, 200);
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("has paths") {
        for (method, operation) in methods.as_object().expect("has methods") {
            let problem = &operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{method} {path}");
            let name = operation["operationId"].as_str().expect("has a name");
            assert!(names.insert(name.to_owned()), "{method} {path} is not the only {name}");
        }
    }
}
