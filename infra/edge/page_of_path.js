// A CloudFront Function. Pages have addresses such as /customers/100001, which name no file: the one
// page there is shows them all. What is missing among files stays missing.
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last.indexOf(".") === -1) {
    request.uri = "/index.html";
  }
  return request;
}
