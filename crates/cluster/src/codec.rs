//! Our node in the engine's plans on the wire.

use std::sync::Arc;

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use crate::fold::{FoldExec, Folder};
use crate::job::Job;

/// What bytes of ours begin with. The engine's own nodes are protobuf messages, which never begin so: the first byte would
/// be a field of the number 15 with a wire type that does not exist.
const OURS: &[u8] = b"\x7fyeojido-fold\0";

/// The engine's codec, and our node beside its.
#[derive(Debug, Default)]
pub struct Codec {
    engine: BallistaPhysicalExtensionCodec,
    folder: Option<Arc<Folder>>,
}

impl Codec {
    /// Of an executor.
    pub fn of_executor(folder: Arc<Folder>) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }
}

impl PhysicalExtensionCodec for Codec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(ours) = bytes.strip_prefix(OURS) else {
            return self.engine.try_decode(bytes, inputs, context, converter);
        };
        let job = Job::read(ours).map_err(|bad| DataFusionError::Execution(bad.to_string()))?;
        match inputs {
            [input] => Ok(Arc::new(FoldExec::new(Arc::new(job), Arc::clone(input), self.folder.clone()))),
            _ => Err(DataFusionError::Internal("FoldExec has one input".to_owned())),
        }
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let Some(ours) = node.downcast_ref::<FoldExec>() else {
            return self.engine.try_encode(node, bytes, converter);
        };
        bytes.extend_from_slice(OURS);
        bytes.extend(ours.job().write().map_err(|bad| DataFusionError::Execution(bad.to_string()))?);
        Ok(())
    }
}
