'use strict';

module.exports = class Circle {
  name = 'circle';

  constructor(radius) {
    this.radius = radius;
  }

  area() {
    return Math.PI * this.radius ** 2;
  }
};
