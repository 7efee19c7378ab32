/// Whoever has a hub and its clock: sockets, or a test.
package protocol HubHolder: AnyObject {
    var hub: Hub { get set }
    /// Seconds on the hub's clock.
    var now: Double { get }
}

extension HubServer: HubHolder {
    package var now: Double { Self.now }
}
