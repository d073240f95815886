// @ts-check
// Runs before everything else: takes away the one door that the policy leaves open, and says in one sentence what this
// browser lacks. Old syntax on purpose, so that an old browser can read it.
(function () {
  // No content security policy stops WebRTC, and a peer connection can carry data out.
  ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"].forEach(function (name) {
    Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
  });

  /** @type {string | undefined} */
  var missing;
  if (typeof WebAssembly !== "object") missing = "WebAssembly (some browsers switch it off in a lockdown mode)";
  else if (typeof DecompressionStream !== "function") missing = "DecompressionStream (Chrome 103, Firefox 113, Safari 16.4 and newer have it)";
  if (missing) say("why401 cannot run here: this browser lacks " + missing + ".");

  // Until the page says that it runs, any error means that it does not.
  window.addEventListener("error", function (event) {
    if (!document.documentElement.hasAttribute("data-ready")) {
      say(missing ? "why401 cannot run here: this browser lacks " + missing + "." : "why401 could not start in this browser: " + event.message);
    }
  });

  /** @param {string} sentence */
  function say(sentence) {
    var place = document.getElementById("missing");
    if (!place) {
      document.addEventListener("DOMContentLoaded", function () { say(sentence); });
      return;
    }
    place.textContent = sentence;
    place.hidden = false;
  }
})();
