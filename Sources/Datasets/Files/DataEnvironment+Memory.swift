import Basics

extension DataEnvironment {
    /// Bytes of memory that a program can still take: what the kernel of Linux says is available, or less where a control group
    /// allows less. Nil where nothing says.
    public var availableMemory: Int? {
        var bounds: [Int] = []
        if let text = text(of: "/proc/meminfo"), let kilobytes = Self.number(after: "MemAvailable:", in: text) {
            bounds.append(kilobytes.multipliedReportingOverflow(by: 1024).partialValue)
        }
        if let limit = text(of: "/sys/fs/cgroup/memory.max").flatMap(Self.number),
            let used = text(of: "/sys/fs/cgroup/memory.current").flatMap(Self.number)
        {
            bounds.append(max(0, limit - used))
        }
        return bounds.min()
    }

    /// A small file of the kernel's; nil if it is not there.
    private func text(of path: String) -> String? {
        guard case .file = files.status(of: path), let source = try? files.open(path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        var filled = 0
        while filled < bytes.count {
            guard
                let count = try? bytes.withUnsafeMutableBytes({
                    try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
                }),
                count > 0
            else { break }
            filled += count
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }

    private static func number(after name: String, in text: String) -> Int? {
        text.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { number(String($0.dropFirst(name.count))) }
    }

    /// The number that a text begins with, after blanks.
    private static func number(_ text: String) -> Int? {
        Int(text.drop { $0.isWhitespace }.prefix { $0.isNumber })
    }

    /// Refuses data that would not fit.
    /// - Parameters:
    ///   - bytes: what they would take.
    ///   - subject: what asks for them.
    func checkMemory(_ bytes: Int, for subject: String) throws(InputError) {
        guard let available = availableMemory, bytes > available else { return }
        throw InputError(
            .unavailable, subject, expected: "to need at most the \(available >> 20) MiB of memory that are free",
            found: "a need of \(bytes >> 20) MiB",
            advice: "take fewer samples")
    }
}
