//! `yeojido demo` and `yeojido serve`.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::bail;
use yeojido_app::DataFolder;
use yeojido_app::jobs::Import;
use yeojido_domain::LocalText;
use yeojido_server::Settings;

use crate::args::{DemoArgs, Place, ServeArgs};
use crate::company::Making;
use crate::orders::now;
use crate::{company, output};

/// Makes the demo company if it is not there, and serves the data folder.
pub async fn demo(place: &Place, args: DemoArgs) -> anyhow::Result<ExitCode> {
    let folder = Arc::new(place.open().await?);
    let workspace = company::sample()?.room(&folder, now()).await?;
    let tell = |step: &str, _, _| {
        if step == "make" {
            output::say("making the demo company: 20,000 customers, six months …");
        }
        Ok(())
    };
    company::settle(&workspace, args.seed, now(), tell).await?;
    if args.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    drop(workspace);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    listen(folder, address, args.look_closer, "/w/demo/journeys/first-purchase").await
}

/// Serves the data folder.
pub async fn serve(place: &Place, args: ServeArgs) -> anyhow::Result<ExitCode> {
    if !args.listen.ip().is_loopback() {
        let why = "is not an address of this machine; without accounts only 127.0.0.1 and ::1 are served";
        return Err(output::usage("--listen", format!("{} {why}", args.listen.ip())));
    }
    let folder = Arc::new(place.open().await?);
    let title = LocalText::One(place.workspace.to_string());
    folder.workspace_or_new(&place.workspace, title, false, now()).await?;
    listen(folder, args.listen, args.look_closer, &format!("/w/{}", place.workspace)).await
}

async fn listen(
    folder: Arc<DataFolder>,
    address: SocketAddr,
    look_closer: bool,
    path: &str,
) -> anyhow::Result<ExitCode> {
    let ready = |at: SocketAddr| output::text(&format!("http://{at}{path}\n"));
    let mut settings = Settings::new(address);
    settings.works =
        Arc::new(move |workspace| Import::works_looking(workspace, look_closer).with(Making(Arc::clone(workspace))));
    settings.sample = Some(company::sample()?);
    let (asked, held) = (stop()?, Arc::clone(&folder));
    let until = async move {
        tokio::select! {
            () = asked => {}
            () = held.stores().lost() => {}
        }
    };
    yeojido_server::serve(Arc::clone(&folder), settings, ready, until).await?;
    if folder.stores().are_lost() {
        bail!("another yeojido has taken the store {} while it was away from this one", folder.stores().home());
    }
    Ok(ExitCode::SUCCESS)
}

/// Ctrl-C, or the signal that a service manager sends. They are listened for from the call on, not from when the future
/// is first polled: whoever reads the address may end the server at once.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler for signals there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
