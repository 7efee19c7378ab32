import Testing

@Test func theRoomStands() {}
