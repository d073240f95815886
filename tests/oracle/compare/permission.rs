//! The permissions of an accepted token: routes that need a single grant, so that its value is compared too.

use serde_json::Value;
use why401::server::release::{Release, Version, v};
use why401::server::{Answer, Keys, Request, answer};
use why401::text::NumericDate;

use crate::era::with_token;

/// A route, and whether the grants permit it. Its further result is not compared, because it depends on the server's
/// rooms.
pub struct Route {
    method: &'static str,
    pub path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    since: Version,
    /// Whether a token that may not join is refused before the grant is checked.
    pub joins_first: bool,
    opens: fn(video: &Value, sip: &Value) -> bool,
}

const fn twirp(
    path: &'static str,
    since: Version,
    opens: fn(video: &Value, sip: &Value) -> bool,
) -> Route {
    Route {
        method: "POST",
        path,
        headers: &[("Content-Type", "application/json")],
        body: r#"{"room":"r1"}"#,
        since,
        joins_first: false,
        opens,
    }
}

pub const ROUTES: [Route; 9] = [
    // Publishing takes one more step than joining.
    Route {
        method: "GET",
        path: "/rtc/validate?publish=x",
        headers: &[],
        body: "",
        since: v(2, 0),
        joins_first: true,
        opens: |video, _| video["canPublish"] != false,
    },
    Route {
        method: "GET",
        path: "/agent",
        headers: &[("Connection", "Upgrade"), ("Upgrade", "websocket")],
        body: "",
        since: v(5, 1),
        joins_first: false,
        opens: |video, _| video["agent"] == true,
    },
    twirp(
        "/twirp/livekit.RoomService/CreateRoom",
        v(2, 0),
        |video, _| video["roomCreate"] == true,
    ),
    twirp(
        "/twirp/livekit.RoomService/ListRooms",
        v(2, 0),
        |video, _| video["roomList"] == true,
    ),
    twirp(
        "/twirp/livekit.RoomService/ListParticipants",
        v(2, 0),
        |video, _| video["roomAdmin"] == true && video["room"] == "r1",
    ),
    twirp("/twirp/livekit.Egress/ListEgress", v(2, 0), |video, _| {
        video["roomRecord"] == true
    }),
    twirp("/twirp/livekit.Ingress/ListIngress", v(3, 0), |video, _| {
        video["ingressAdmin"] == true
    }),
    twirp("/twirp/livekit.SIP/ListSIPTrunk", v(6, 3), |_, sip| {
        sip["admin"] == true
    }),
    twirp(
        "/twirp/livekit.SIP/CreateSIPParticipant",
        v(6, 3),
        |_, sip| sip["call"] == true,
    ),
];

impl Route {
    /// The core's prediction, if it refuses a permitted route, or permits a refused one.
    pub fn difference(
        &self,
        token: &[u8],
        grants: &Value,
        keys: &Keys,
        release: &Release,
        at: NumericDate,
    ) -> Option<Answer> {
        let target = with_token(self.path, token);
        let headers: Vec<_> = (self.headers.iter())
            .map(|&(name, value)| (name.into(), value.into()))
            .collect();
        let request = Request {
            method: self.method,
            target: &target,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        let predicted = answer(&request, keys, release, at);
        let open = (self.opens)(&grants["video"], &grants["sip"]);
        (release.since >= self.since && open == (predicted.status == 401)).then_some(predicted)
    }
}
