//! Where a lake lies: in a bucket of an S3-compatible store, or in a folder.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, RetryConfig};

use crate::error::ClusterError;

/// A bucket that is full or gone says so within half a minute; a hiccup is outlived.
fn retry() -> RetryConfig {
    RetryConfig { max_retries: 6, retry_timeout: std::time::Duration::from_secs(30), ..RetryConfig::default() }
}

/// A lake by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lake {
    /// A workspace's folder, under the same path on every machine.
    Folder(PathBuf),
    /// `s3://bucket/folder`
    Bucket {
        /// The bucket.
        bucket: String,
        /// The folder in it; may be empty.
        folder: String,
    },
}

impl Lake {
    /// Reads an address.
    ///
    /// # Errors
    /// [`ClusterError::Settings`] for one that is neither a bucket's nor a folder's.
    pub fn parse(address: &str) -> Result<Self, ClusterError> {
        let bad = |why: &str| ClusterError::Settings(format!("lake `{address}`: {why}"));
        if let Some(rest) = address.strip_prefix("s3://") {
            let (bucket, folder) = rest.split_once('/').unwrap_or((rest, ""));
            let parts = || folder.split('/').filter(|part| !part.is_empty());
            if bucket.is_empty() || parts().any(|part| matches!(part, "." | "..")) {
                return Err(bad("is not s3://bucket/folder"));
            }
            return Ok(Self::Bucket { bucket: bucket.to_owned(), folder: parts().collect::<Vec<_>>().join("/") });
        }
        if address.contains("://") {
            return Err(bad("only s3:// and folders are known"));
        }
        let whole = std::fs::canonicalize(address).map_err(ClusterError::io(Path::new(address)))?;
        Ok(Self::Folder(whole))
    }

    /// Whether it is one of those, or below one of those.
    pub fn is_below(&self, others: &[Self]) -> bool {
        others.iter().any(|other| match (self, other) {
            (Self::Folder(own), Self::Folder(other)) => own.starts_with(other),
            (Self::Bucket { bucket, folder }, Self::Bucket { bucket: other, folder: above }) => {
                bucket == other && Path::new(folder).starts_with(above)
            }
            _ => false,
        })
    }

    /// The store of a bucket. Region, endpoint and credentials are the environment's (`AWS_…`), and leave it never.
    ///
    /// # Errors
    /// [`ClusterError::Bucket`] when the environment does not make sense.
    pub fn open(&self) -> Result<Option<Store>, ClusterError> {
        let Self::Bucket { bucket, folder } = self else { return Ok(None) };
        let store = AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_retry(retry())
            .build()
            .map_err(|source| ClusterError::Bucket { address: self.to_string(), source: Box::new(source) })?;
        Ok(Some(Store { store: Arc::new(store), address: self.to_string(), folder: folder.clone() }))
    }
}

impl fmt::Display for Lake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Bucket { bucket, folder } => write!(f, "s3://{bucket}/{folder}"),
        }
    }
}

/// An open bucket.
#[derive(Debug, Clone)]
pub struct Store {
    store: Arc<dyn ObjectStore>,
    address: String,
    folder: String,
}

impl Store {
    /// The key of a file of the workspace.
    fn key(&self, file: &Path) -> Key {
        let own = self.folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned);
        let below = file.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        Key::from_iter(own.chain(below))
    }

    fn fail(&self, file: &Path) -> impl FnOnce(object_store::Error) -> ClusterError {
        let address = format!("{}/{}", self.address, file.display());
        move |source| ClusterError::Bucket { address, source: Box::new(source) }
    }

    /// The bytes of a file.
    pub async fn get(&self, file: &Path) -> Result<bytes::Bytes, ClusterError> {
        let found = self.store.get(&self.key(file)).await.map_err(self.fail(file))?;
        found.bytes().await.map_err(self.fail(file))
    }

    /// The length of a file, if it is there.
    pub async fn length(&self, file: &Path) -> Result<Option<u64>, ClusterError> {
        match self.store.head(&self.key(file)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(self.fail(file)(other)),
        }
    }

    /// Puts a file in place, whole or not at all.
    pub async fn put(&self, file: &Path, bytes: Vec<u8>) -> Result<(), ClusterError> {
        self.store.put(&self.key(file), bytes.into()).await.map(|_| ()).map_err(self.fail(file))
    }

    /// The names and lengths of the files in a folder and below, as paths below the workspace's.
    pub async fn list(&self, folder: &Path) -> Result<Vec<(PathBuf, u64)>, ClusterError> {
        use futures::TryStreamExt;
        let all = self.store.list(Some(&self.key(folder))).try_collect::<Vec<_>>();
        let all = all.await.map_err(self.fail(folder))?;
        let own = self.key(Path::new(""));
        let below = |meta: object_store::ObjectMeta| {
            let parts: Vec<_> = meta.location.prefix_match(&own)?.collect();
            Some((parts.iter().map(AsRef::<str>::as_ref).collect::<PathBuf>(), meta.size))
        };
        Ok(all.into_iter().filter_map(below).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lake_is_below_what_an_executor_may_read_or_it_is_not() {
        let lake = |address: &str| Lake::parse(address).expect("an address");
        let allowed = [lake("s3://shop/lakes"), lake("/tmp")];
        assert!(lake("s3://shop/lakes/cafe").is_below(&allowed));
        assert!(lake("s3://shop/lakes/").is_below(&allowed));
        assert!(!lake("s3://shop/lakes-of-others").is_below(&allowed));
        assert!(!lake("s3://other/lakes").is_below(&allowed));
        assert!(!lake("/etc").is_below(&allowed));
        assert!(!lake("/tmp/../etc").is_below(&allowed));
        assert!(Lake::parse("s3://shop/../other").is_err());
        assert!(Lake::parse("https://shop").is_err());
    }
}
