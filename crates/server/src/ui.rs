//! The web UI, embedded in the binary.
//!
//! Files under `assets/` carry a hash in their names and are kept by browsers for good; everything else is asked for
//! again with its ETag. Any other path is a screen of the application and gets its page.

use axum::extract::{Path, State as From};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use yeojido_app::team;

use crate::asked::now;
use crate::guard::Embeddable;
use crate::problem::Refusal;
use crate::state::Shared;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

const NOT_BUILT: &str = "<!doctype html><html lang=\"ko\"><meta charset=\"utf-8\"><title>여지도</title><body><h1>여지도</h1>\
    <p>화면이 아직 빌드되지 않았습니다. <code>make run</code> 또는 <code>npm run build --prefix web</code> 후 다시 빌드하세요.</p>\
    <p lang=\"en\">The screens have not been built. Run <code>make run</code>, or <code>npm run build --prefix web</code> and build \
    again.</p>";

/// The page that a link opens: the application's, which reads the token from its address. It may stand in a frame if the
/// link was made for that and asks for it.
pub async fn shared(From(state): From<Shared>, Path(token): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    let mut answer = page(uri.clone(), headers).await;
    let framed = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "embed=1"));
    if framed && team::embeddable(&state.folder, &token, now()).await {
        answer.extensions_mut().insert(Embeddable);
    }
    answer.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    answer
}

/// Any path that is not the API's.
pub async fn page(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Refusal::new(StatusCode::NOT_FOUND, "not_found", format!("there is no {}", uri.path())).into_response();
    }
    if let Some(file) = Dist::get(path) {
        return answer(&file, path, &headers);
    }
    // A missing file is missing: only screens, which have no extension, get the page.
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.starts_with("assets/") || last.contains('.') && !last.starts_with("v_") && !last.starts_with("p_") {
        return Refusal::new(StatusCode::NOT_FOUND, "not_found", format!("there is no {}", uri.path())).into_response();
    }
    match Dist::get("index.html") {
        Some(file) => answer(&file, "index.html", &headers),
        None => Html(NOT_BUILT).into_response(),
    }
}

fn answer(file: &EmbeddedFile, path: &str, asked: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag: String = hash[..12].iter().fold(String::from("W/\""), |tag, byte| format!("{tag}{byte:02x}")) + "\"";
    let forever = path.starts_with("assets/");
    let cache = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if matches(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Ok(kind) = HeaderValue::from_str(&content_type(file)) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    (headers, file.data.clone().into_owned()).into_response()
}

fn content_type(file: &EmbeddedFile) -> String {
    let kind = file.metadata.mimetype();
    if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

/// Whether the asker has this version already.
pub fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || bare(known) == bare(tag))
}
