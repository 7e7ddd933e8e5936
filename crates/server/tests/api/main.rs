//! The API over real HTTP: a server on a free loopback port, a data folder of its own. A test lies where its address
//! does: `GET /api/w/{ws}/jobs/{id}` is `w/jobs/get.rs`.

// The same server that speaks the protocol as in the tests of the client.
#[path = "../../../llm/tests/provider.rs"]
mod provider;
mod stand;

mod command {
    mod post;
}
mod guard;
mod openapi {
    mod get;
}
mod sample {
    mod post;
}
mod session {
    mod get;
}
mod ui {
    mod get;
}
mod w {
    mod analyses {
        mod post;
    }
    mod analyze {
        mod compare {
            mod post;
        }
        mod csv;
        mod customers;
        mod limits;
        pub(super) mod post;
    }
    mod annotations {
        mod post;
    }
    mod columns {
        mod put;
    }
    mod comments {
        mod post;
    }
    mod customers {
        mod get;
    }
    mod events {
        mod get;
    }
    mod fields {
        mod get;
    }
    mod home {
        mod get;
    }
    mod imports {
        mod local;
        mod post;
        mod preview;
    }
    mod jobs {
        pub(super) mod cancel;
        mod get;
        mod stream;
    }
    mod journeys {
        mod check;
        mod get;
        mod put;
    }
    mod labels {
        mod put;
    }
    mod lanes {
        mod put;
    }
    mod live {
        mod get;
    }
    mod machine {
        mod put;
        mod reply;
        mod summary;
    }
    mod map {
        mod compare;
        mod evidence;
        mod export;
        mod get;
    }
    mod masking {
        mod put;
    }
    mod merges {
        mod post;
    }
    mod search {
        mod get;
    }
    mod shares {
        mod post;
    }
    mod to_be {
        mod get;
    }
    mod topics {
        mod put;
    }
    mod uploads {
        mod get;
        mod post;
    }
    mod voices {
        mod get;
    }
    mod written {
        mod put;
    }
}
