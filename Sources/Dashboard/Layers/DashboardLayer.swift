import Inspection
import TerminalGraphics

/// Something that lies over the panes, such as the help. Layers form a stack: each is drawn over those below it, and sees events
/// before them. A layer is a value; what it wants done it says in actions.
public protocol DashboardLayer: Hashable, Sendable {
    /// Takes an event, or lets it go on to what lies below.
    mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer
    /// Draws it over what has been drawn.
    func draw(_ context: LayerContext, on canvas: inout Canvas)
    /// Its text in the last line of the screen, before the keys that matter; nil where it has none.
    var news: String? { get }
    /// Rows at the bottom of a screen that it takes from the panes, the row of keys among them; 0: it lies over what is there.
    func rows(of size: Size) -> Int
    /// Questions that it asks of every moment.
    var probes: [any Probe] { get }
    /// Sees a new moment, or that nothing is under way any more.
    mutating func observe(_ context: LayerContext) -> [Action]
}

extension DashboardLayer {
    public func draw(_ context: LayerContext, on canvas: inout Canvas) {}
    public var news: String? { nil }
    public func rows(of size: Size) -> Int { 0 }
    public var probes: [any Probe] { [] }
    public mutating func observe(_ context: LayerContext) -> [Action] { [] }
}

/// Events that a layer can be given to take.
public enum LayerEvent: Hashable, Sendable {
    /// A key, and what it means where no layer lies over the panes.
    case key(KeyPress, Command?)
    case mouse(MouseEvent)
    case paste(String)
}

/// The fate of an event, and of the layer that has seen it.
public enum LayerAnswer: Hashable, Sendable {
    /// The event goes on to what lies below.
    case ignored
    /// The layer closes, and the event goes on.
    case leaves
    /// The event has been taken.
    case stays([Action] = [])
    /// The event has been taken, and the layer closes before the actions are carried out.
    case closes([Action] = [])
}
