// ONNX Runtime reports its use to its maker unless it is told not to before it loads. Whoever loads it, or starts a thread that will, imports this first: a thread of its own cannot tell the process.
process.env["ORT_DISABLE_TELEMETRY"] ??= "1";
