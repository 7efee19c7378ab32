import TerminalGraphics

/// The layers over the panes, the lowest first.
struct LayerStack: Hashable, Sendable {
    private(set) var layers: [any DashboardLayer] = []

    mutating func push(_ layer: any DashboardLayer) { layers.append(layer) }

    /// Lays a layer below all others.
    mutating func pushLowest(_ layer: any DashboardLayer) { layers.insert(layer, at: 0) }

    mutating func remove(at index: Int) { layers.remove(at: index) }

    mutating func replace(at index: Int, with layer: any DashboardLayer) { layers[index] = layer }

    /// The highest layer of a type: setting nil closes it, setting another one puts it in its place or on top.
    subscript<Layer: DashboardLayer>(_ type: Layer.Type) -> Layer? {
        get { layers.last { $0 is Layer } as? Layer }
        set {
            let index = layers.lastIndex { $0 is Layer }
            switch (index, newValue) {
            case (let index?, let layer?): layers[index] = layer
            case (let index?, nil): layers.remove(at: index)
            case (nil, let layer?): layers.append(layer)
            case (nil, nil): break
            }
        }
    }

    /// Rows at the bottom of a screen that layers take from the panes.
    func rows(of size: Size) -> Int { layers.map { $0.rows(of: size) }.max() ?? 0 }

    static func == (a: LayerStack, b: LayerStack) -> Bool {
        a.layers.map { AnyHashable($0) } == b.layers.map { AnyHashable($0) }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(layers.map { AnyHashable($0) }) }
}
