import Inspection

extension SessionDriver {
    /// Writes a file.
    func perform(_ file: FileRequest) {
        stopAtVisibleMoment(keepsRunning: true)
        switch file {
        case .session(let name): write(name)
        case .metrics(let path, let format):
            notice = store?.export(session.metricsText(format), path) ?? "there is nowhere to write"
        case .model(let path): notice = store?.save(session.modelFile(), path) ?? "there is nowhere to write"
        }
    }

    private func write(_ name: String?) {
        guard let store else {
            notice = "sessions cannot be written here"
            return
        }
        switch store.write(session.record(withDigest: true), name) {
        case .written(let file):
            noteSaved()
            notice = "wrote \(file)"
        case .failed(let reason): notice = reason
        }
    }
}
