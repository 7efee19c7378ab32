import Basics

/// The answer to a probe that stands: some numbers of one update.
package struct ProbeFrame: Hashable, Sendable {
    /// The probe, by the protocol's name: `norms`, `update`, `own`, …
    package var probe: String
    package var step: Int
    /// Whether gradients are final: `final`, `clipped?`, `scaled`, `none`.
    package var gradients: String
    /// Factor that scaled gradients have; 1 of others.
    package var scale: Double
    /// Its tensors by their names, in a row each.
    package var values: [String: [Double]]
    package var shapes: [String: [Int]]
    /// Further fields: whole numbers that may be larger than a double holds, as text.
    package var texts: [String: [String]]
    /// Modules that its rows are of, by number; empty where the probe has no such rows.
    package var modules: [Int]
    /// Updates that the optimizer says it has made; nil where it does not count, or was not asked.
    package var updates: Int?

    init(_ fields: MessageFields) throws(WireError) {
        probe = try fields.text("probe", atMost: 40)
        step = try fields.step()
        gradients = fields.optionalText("grad", atMost: 16) ?? "final"
        scale = fields["scale"]?.number ?? 1
        values = fields.frame.tensors.keys.reduce(into: [:]) { $0[$1] = fields.frame.values($1) }
        shapes = fields.frame.tensors.mapValues(\.shape)
        modules = (fields["layers"]?.array ?? []).compactMap(\.count)
        updates = fields["updates"]?.count
        texts = [:]
        for name in fields.frame.header.keys {
            if let list = fields[name]?.array?.compactMap(\.string), !list.isEmpty {
                texts[name] = list.map { ForeignText.cleaned($0, atMost: 40) }
            }
        }
    }
}
