/// All bindings of a program: looked up when a key is pressed, and listed as help. One source for both, so that they cannot
/// differ.
public struct BindingTable<Command: Sendable>: Sendable {
    /// The bindings in the order in which help lists them.
    public let bindings: [KeyBinding<Command>]
    private let index: [Place: Int]

    private struct Place: Hashable {
        var context: KeyContext
        var key: KeyPress
    }

    /// A table. Of two bindings of the same key in the same context the first counts; ``conflicts`` names them.
    public init(_ bindings: [KeyBinding<Command>]) {
        self.bindings = bindings
        var index: [Place: Int] = [:]
        for (position, binding) in bindings.enumerated() {
            for key in binding.keys {
                let place = Place(context: binding.context, key: key)
                if index[place] == nil { index[place] = position }
            }
        }
        self.index = index
    }

    /// The command of a key: in the first of the contexts that binds it, otherwise everywhere; nil where it is not bound.
    public func binding(for key: KeyPress, in contexts: [KeyContext] = []) -> KeyBinding<Command>? {
        bindings(for: key, in: contexts).first
    }

    /// All that a key can do in the contexts, the first of them first, and at last everywhere.
    public func bindings(for key: KeyPress, in contexts: [KeyContext]) -> [KeyBinding<Command>] {
        (contexts + [.everywhere]).compactMap { index[Place(context: $0, key: key)].map { bindings[$0] } }
    }

    /// Two bindings of one key in one context: a slip of the table's author. A test asserts that there is none.
    public struct Conflict: Hashable, Sendable, CustomStringConvertible {
        /// The key bound twice.
        public let key: KeyPress
        /// Where.
        public let context: KeyContext
        /// Its command, and the one that it would have otherwise.
        public let help: [String]

        public var description: String {
            let place = context == .everywhere ? "everywhere" : "in \(context)"
            return "\(key) is bound \(help.count) times \(place): \(help.joined(separator: "; "))"
        }
    }

    /// The keys that are bound more than once in a context, in the table's order.
    public var conflicts: [Conflict] {
        var helps: [Place: [String]] = [:]
        var order: [Place] = []
        for binding in bindings {
            for key in binding.keys {
                let place = Place(context: binding.context, key: key)
                if helps[place, default: []].isEmpty { order.append(place) }
                helps[place, default: []].append(binding.help)
            }
        }
        return order.compactMap { place in
            guard let help = helps[place], help.count > 1 else { return nil }
            return Conflict(key: place.key, context: place.context, help: help)
        }
    }
}
