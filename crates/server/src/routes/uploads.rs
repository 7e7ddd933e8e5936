//! Files on their way in: streamed to the workspace's own folder, never held in memory, never under a name that leaves
//! it.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request, State as From};
use axum::http::StatusCode;
use tokio::io::AsyncWriteExt as _;
use yeojido_app::{AppError, Workspace};

use crate::asked::{Room, now};
use crate::problem::{Answer, Refusal};
use crate::state::Shared;
use crate::wire::{Problem, Upload, UploadList, UploadedFile};

/// Files of one upload.
const FILES: usize = 50;
/// Among how many of the newest jobs those that took an upload are looked for.
const JOBS: u64 = 1_000;
/// Uploads that no job waits for are swept away after this time.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// Takes one or several files, named `file`.
#[utoipa::path(post, path = "/api/w/{ws}/uploads", tag = "imports", params(("ws" = String, Path)),
    request_body(content = Vec<u8>, content_type = "multipart/form-data"),
    responses((status = 200, body = Upload), (status = 413, body = Problem), (status = "default", body = Problem)))]
pub async fn post(From(state): From<Shared>, Room(workspace): Room, request: Request) -> Answer<Json<Upload>> {
    let parts = Multipart::from_request(request, &())
        .await
        .map_err(|why| Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_multipart", why.body_text()))?;
    let upload = new_name();
    let folder = of(&workspace).join(&upload);
    private_folder(&folder).map_err(|why| AppError::io(&folder, why))?;
    match receive(parts, &folder, state.upload_limit_bytes).await {
        Ok(files) => Ok(Json(Upload { upload, files })),
        Err(refusal) => {
            if let Err(why) = tokio::fs::remove_dir_all(&folder).await {
                tracing::warn!(folder = %folder.display(), %why, "what was left of an upload could not be removed");
            }
            Err(refusal)
        }
    }
}

/// Uploads that no import has taken yet, so that whoever left the page can go on.
#[utoipa::path(get, path = "/api/w/{ws}/uploads", tag = "imports", params(("ws" = String, Path)),
    responses((status = 200, body = UploadList), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room) -> Answer<Json<UploadList>> {
    let jobs = workspace.store.jobs(JOBS).await.map_err(AppError::from)?;
    let taken: Vec<String> = jobs.iter().map(|job| job.payload.to_string()).collect();
    let folder = of(&workspace);
    let work = move || waiting(&folder, |upload| taken.iter().any(|payload| payload.contains(upload)));
    let uploads = tokio::task::spawn_blocking(work).await.map_err(AppError::from)??;
    Ok(Json(UploadList { uploads }))
}

/// Whole uploads of a folder but those taken, the newest first.
fn waiting(folder: &Path, taken: impl Fn(&str) -> bool) -> Result<Vec<Upload>, AppError> {
    let io = |why| AppError::io(folder, why);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect::<Result<Vec<_>, _>>().map_err(io)?,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(io(why)),
    };
    let mut uploads = Vec::new();
    for entry in entries {
        let upload = entry.file_name().to_string_lossy().into_owned();
        if taken(&upload) {
            continue;
        }
        let mut files = Vec::new();
        for file in std::fs::read_dir(entry.path()).map_err(io)? {
            let file = file.map_err(io)?;
            let bytes = file.metadata().map_err(io)?.len();
            files.push(UploadedFile { name: file.file_name().to_string_lossy().into_owned(), bytes });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        if !files.is_empty() {
            uploads.push(Upload { upload, files });
        }
    }
    // Names grow with time.
    uploads.sort_by(|a, b| b.upload.cmp(&a.upload));
    Ok(uploads)
}

/// The folder of all uploads of a workspace.
fn of(workspace: &Workspace) -> PathBuf {
    workspace.dir.join("imports").join("uploads")
}

/// The path of a file that was uploaded.
///
/// # Errors
/// 404 when there is no such upload or file; the names cannot leave the folder.
pub fn find(workspace: &Workspace, upload: &str, file: &str) -> Answer<PathBuf> {
    let missing = |field: &str, name: &str| {
        let title = format!("there is no {field} `{name}`; it may have been swept away after a week");
        Refusal::of_field(StatusCode::NOT_FOUND, "upload_not_found", field, title)
    };
    let plain = !upload.is_empty() && upload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let folder = of(workspace).join(upload);
    if !plain || !folder.is_dir() {
        return Err(missing("upload", upload));
    }
    let path = folder.join(file);
    if safe_name(file).as_deref() != Some(file) || !path.is_file() {
        return Err(missing("file", file));
    }
    Ok(path)
}

/// Grows with time, so that names sort by age; the rest keeps two of the same instant apart.
fn new_name() -> String {
    let seed = format!("{:?}{:?}", std::thread::current().id(), std::time::Instant::now());
    let tail = blake3::hash(seed.as_bytes()).to_hex();
    format!("u_{}_{}", now().0, &tail[..8])
}

fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut make = std::fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)
}

async fn receive(mut parts: Multipart, folder: &Path, limit_bytes: u64) -> Answer<Vec<UploadedFile>> {
    let mut files: Vec<UploadedFile> = Vec::new();
    let mut room_bytes = limit_bytes;
    while let Some(part) = parts.next_field().await.map_err(|why| broken(&why))? {
        if part.name() != Some("file") {
            continue;
        }
        let given = part.file_name().unwrap_or_default().to_owned();
        let name = safe_name(&given).ok_or_else(|| {
            Refusal::of_field(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_name",
                "file",
                format!("`{given}` is no name of a file"),
            )
        })?;
        if files.len() == FILES || files.iter().any(|file| file.name == name) {
            let title = format!("`{name}`: an upload has at most {FILES} files, of different names");
            return Err(Refusal::of_field(StatusCode::UNPROCESSABLE_ENTITY, "bad_upload", "file", title));
        }
        let bytes = save(part, &folder.join(&name), room_bytes, limit_bytes).await?;
        room_bytes -= bytes;
        files.push(UploadedFile { name, bytes });
    }
    if files.is_empty() {
        let title = "no part named `file` arrived";
        return Err(Refusal::of_field(StatusCode::UNPROCESSABLE_ENTITY, "no_file", "file", title));
    }
    Ok(files)
}

fn broken(why: &MultipartError) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "upload_broken", format!("the upload broke off: {}", why.body_text()))
}

async fn save(mut part: Field<'_>, path: &Path, room_bytes: u64, limit_bytes: u64) -> Answer<u64> {
    let failed = |why| Refusal::from(AppError::io(path, why));
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await.map_err(failed)?;
    let mut bytes = 0_u64;
    while let Some(chunk) = part.chunk().await.map_err(|why| broken(&why))? {
        bytes += chunk.len() as u64;
        if bytes > room_bytes {
            let mut refusal = Refusal::of_field(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "file",
                format!("an upload may have {limit_bytes} bytes; import larger files with the command line"),
            );
            refusal.0.params.insert("limit_bytes".to_owned(), limit_bytes.to_string());
            return Err(refusal);
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.sync_all().await.map_err(failed)?;
    Ok(bytes)
}

/// The last part of a name that a browser gave, if a file can be called so.
fn safe_name(given: &str) -> Option<String> {
    let name = given.rsplit(['/', '\\']).next()?.trim();
    let odd = name.is_empty() || name == "." || name == ".." || name.len() > 200 || name.chars().any(char::is_control);
    (!odd).then(|| name.to_owned())
}

/// Removes uploads that are older than a week and that no unfinished job waits for.
pub async fn sweep(workspace: &Workspace) {
    let Ok(waiting) = workspace.store.unfinished_jobs().await else { return };
    let waiting: Vec<String> = waiting.iter().map(|job| job.payload.to_string()).collect();
    // No folder, nothing to sweep.
    let Ok(entries) = std::fs::read_dir(of(workspace)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let changed = entry.metadata().and_then(|about| about.modified()).unwrap_or_else(|_| SystemTime::now());
        let old = changed.elapsed().is_ok_and(|age| age > KEPT);
        if old
            && !waiting.iter().any(|payload| payload.contains(&name))
            && let Err(why) = std::fs::remove_dir_all(entry.path())
        {
            tracing::warn!(upload = name, %why, "an old upload could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_folder() {
        assert_eq!(safe_name("주문 내역.csv").as_deref(), Some("주문 내역.csv"));
        assert_eq!(safe_name("../../etc/passwd").as_deref(), Some("passwd"));
        assert_eq!(safe_name("C:\\data\\orders.csv").as_deref(), Some("orders.csv"));
        for bad in ["", "..", "a/..", "a/", "x\0y", "  "] {
            assert_eq!(safe_name(bad), None, "{bad:?}");
        }
    }
}
